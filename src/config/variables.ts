interface Variable {
  /** Also read from the file named by `<name>_FILE`, and from `<alias>_FILE`. */
  readonly file?: true;
  /** Masked in the log. */
  readonly secret?: true;
  /** The name C1's own tools use. */
  readonly alias?: string;
}

/** Every variable c1-sync reads, required ones first. */
export const VARIABLES = {
  SLACK_BOT_TOKEN: { file: true, secret: true },
  SLACK_APP_TOKEN: { file: true, secret: true },
  SLACK_SIGNING_SECRET: { file: true, secret: true },
  C1_CLIENT_ID: { file: true, alias: 'CONDUCTORONE_CLIENT_ID' },
  C1_CLIENT_SECRET: { file: true, secret: true, alias: 'CONDUCTORONE_CLIENT_SECRET' },
  C1_SYNC_ADMINS: {},
  C1_OIDC_TOKEN: { file: true, secret: true, alias: 'CONDUCTORONE_OIDC_TOKEN' },
  C1_ACCESS_TOKEN: { file: true, secret: true, alias: 'CONDUCTORONE_ACCESS_TOKEN' },
  C1_BASE_URL: { alias: 'CONDUCTORONE_SERVER_URL' },
  C1_AUTH_METHOD: {},
  C1_CONNECTOR_URL_TEMPLATE: {},
  C1_SYNC_GUESTS: {},
  C1_SYNC_CHANNEL: {},
  C1_SYNC_COOLDOWN_SECONDS: {},
  C1_SYNC_FOLLOW_MINUTES: {},
  C1_SYNC_AUDIT_STDOUT: {},
  SLACK_API_URL: {},
  PORT: {},
  DATABASE_PATH: {},
  DATABASE_URL: { file: true, secret: true },
  LOG_LEVEL: {},
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof VARIABLES;

export function variable(name: VariableName): Variable {
  return VARIABLES[name];
}

/** The name itself and, if it has one, its alias. */
export function namesOf(name: VariableName): readonly string[] {
  const { alias } = variable(name);
  return alias === undefined ? [name] : [name, alias];
}

export const variableNames = Object.keys(VARIABLES) as readonly VariableName[];
