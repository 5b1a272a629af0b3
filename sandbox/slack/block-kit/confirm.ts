import { object, oneOf } from './check.ts';
import { anyText, plainText } from './text-object.ts';

/** docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object; reference 3.7. */
export const confirm = object(
  { text: anyText(300) },
  { title: plainText(100), confirm: plainText(30), deny: plainText(30), style: oneOf('primary', 'danger') },
);
