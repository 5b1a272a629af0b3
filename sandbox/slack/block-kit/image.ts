import { block } from './block.ts';
import { also, type Check, object, oneOf, text } from './check.ts';
import { plainText } from './text-object.ts';

const file = object({}, { id: text(), url: text({ max: 3000 }) });
const source = { image_url: text({ max: 3000 }), slack_file: file };

function withOneSource(check: Check): Check {
  return also(check, (image, at, say) => {
    if ((image.image_url === undefined) === (image.slack_file === undefined)) {
      say(at, 'must define either image_url or slack_file');
    }
  });
}

/** docs.slack.dev/reference/block-kit/block-elements/image-element */
export const imageElement = withOneSource(object({ type: oneOf('image'), alt_text: text({ max: 2000 }) }, source));

/** docs.slack.dev/reference/block-kit/blocks/image-block: alt_text and title 2000. */
export const imageBlock = withOneSource(
  block('image', { alt_text: text({ max: 2000 }) }, { ...source, title: plainText(2000) }),
);
