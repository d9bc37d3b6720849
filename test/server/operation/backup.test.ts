import { embeddedPlace } from "../places.ts";
import { backupCases } from "./backup-cases.ts";

backupCases(["embedded", embeddedPlace], ["embedded", embeddedPlace]);
