import Type from "typebox";

/** Pieces of the routes about who may. */
export const RoleSchema = Type.Enum(["reader", "reviewer", "admin"]);
export const NameSchema = Type.String({ minLength: 1, maxLength: 64 });
/** Longer ones are refused before anything is computed from them. */
export const PasswordSchema = Type.String({ minLength: 1, maxLength: 1_024 });
export const IdSchema = Type.Object({ id: Type.String({ format: "uuid" }) });

const Time = Type.String({ format: "date-time" });
const TimeOrNone = Type.Union([Time, Type.Null()]);

export const AccountSchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  role: RoleSchema,
  kind: Type.Enum(["password", "provider"], {
    description: "Whether it signs in with a password here or at an identity provider.",
  }),
  disabled: Type.Boolean(),
  lockedUntil: TimeOrNone,
  createdAt: Time,
});

export const TokenSchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  role: RoleSchema,
  createdAt: Time,
  expiresAt: TimeOrNone,
  lastUsedAt: TimeOrNone,
});

export const SessionSchema = Type.Object({
  accounts: Type.Enum(["none", "local", "oidc"], {
    description: "Who may: whoever sits at the machine, accounts here, or an identity provider's.",
  }),
  account: Type.Union([
    Type.Object({
      id: Type.Union([Type.String(), Type.Null()]),
      name: Type.String(),
      role: RoleSchema,
    }),
    Type.Null(),
  ]),
  csrfToken: Type.Union([Type.String(), Type.Null()], {
    description: "For the header X-CSRF-Token of every request that changes something.",
  }),
  signIn: Type.Object({
    password: Type.Boolean({ description: "Whether POST /api/session takes a password." }),
    provider: Type.Union([Type.String(), Type.Null()], {
      description: "Address that begins a sign-in at the identity provider.",
    }),
  }),
});
