export interface BenchConnector {
  readonly appId: string;
  readonly id: string;
  readonly name: string;
}

export interface BenchApp {
  readonly id: string;
  readonly name: string;
  readonly connectors: readonly BenchConnector[];
}

const VENDORS = ['Okta', 'Workday', 'Salesforce', 'GitHub', 'Snowflake', 'Jira', 'Entra', 'ServiceNow', 'AWS', 'Zoom'];
const PARTS = ['production', 'staging', 'payroll', 'contractors', 'Europe', 'finance', 'acquired', 'sandbox'];
const CONNECTORS_AN_APP = 50;

/** A tenant of `size` connectors in apps of at most fifty, with ids as long as C1's. The same for the same size. */
export function makeCatalog(size: number): readonly BenchApp[] {
  const apps: BenchApp[] = [];
  for (let from = 0; from < size; from += CONNECTORS_AN_APP) {
    const number = apps.length + 1;
    const id = `app${String(number).padStart(24, '0')}`;
    const connectors: BenchConnector[] = [];
    for (let n = from; n < Math.min(size, from + CONNECTORS_AN_APP); n += 1) {
      connectors.push({ appId: id, id: `con${String(n).padStart(24, '0')}`, name: `${PARTS[n % PARTS.length]} ${n}` });
    }
    apps.push({ id, name: `${VENDORS[number % VENDORS.length]} ${number}`, connectors });
  }
  return apps;
}
