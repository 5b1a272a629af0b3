import { WebAPIPlatformError } from '@slack/web-api';
import { type Caller, report } from './guard.ts';
import type { Parts } from './parts.ts';
import type { TextFile } from './send-file.ts';

/** Sends a file to the person who asked for it, and tells them where it is; or what to do, where Slack does not take it. */
export async function tellFile(parts: Parts, { person, place }: Caller, file: TextFile): Promise<void> {
  try {
    await parts.sendFile(person.userId, file);
  } catch (error) {
    const { reference } = report(parts, error, place);
    return parts.tellPerson(place, whyNotSent(error, reference));
  }
  parts.log.info({ user: person.userId, file: file.name }, 'a file was sent');
  await parts.tellPerson(place, 'The file is in your direct messages with c1-sync.');
}

/** In mrkdwn: what Slack refused, and what the operator does about it. */
function whyNotSent(error: unknown, reference: string): string {
  if (error instanceof WebAPIPlatformError && error.data.error === 'missing_scope') {
    return (
      'Slack does not let c1-sync send files: the app lacks the scope `files:write`. Ask whoever runs c1-sync to add it ' +
      `under OAuth &amp; Permissions and to install the app again; reference \`${reference}\`.`
    );
  }
  return `Slack did not take the file. Try again in a minute; if it stays so, tell whoever runs c1-sync; reference \`${reference}\`.`;
}
