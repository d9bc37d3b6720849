import { embeddedPlace } from "../server/places.ts";
import { killCases, TWO_HUNDRED } from "../server/worker/kill-cases.ts";

killCases("embedded", embeddedPlace, TWO_HUNDRED);
