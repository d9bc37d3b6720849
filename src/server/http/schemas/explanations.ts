import Type from "typebox";
import { FindingName, Id } from "./parts.ts";

/** Which explanations of a reading there are, and where. */
export const ExplanationsSchema = Type.Object({
  reading: Type.String({ format: "uuid", description: "What is explained." }),
  methods: Type.Array(
    Type.Object({
      method: Type.String({ examples: ["gradcam"] }),
      name: Type.String(),
      description: Type.String(),
      values: Type.String({
        format: "uri-reference",
        description: "All maps as NumPy file: float32, findings x rows x columns.",
      }),
      pictures: Type.Array(
        Type.Object({ finding: FindingName, href: Type.String({ format: "uri-reference" }) }),
      ),
    }),
  ),
  image: Id,
});
