import { Menu } from '../menu.tsx';
import { isSafe } from '../mrkdwn/mentions.tsx';
import { useConfirm } from './confirm.tsx';
import { actionIdOf, blockIdOf, objects, str, words } from './read.ts';
import { type ElementProps, useSurface } from './surface.ts';

export function Overflow({ element, block }: ElementProps) {
  const surface = useSurface();
  const { confirmed, dialog } = useConfirm(element);
  const press = async (option: string, url: string) => {
    if (!(await confirmed())) return;
    if (isSafe(url)) window.open(url, '_blank', 'noopener');
    await surface.press({ blockId: blockIdOf(block), actionId: actionIdOf(element), option });
  };
  return (
    <>
      <Menu
        label="More actions"
        entries={objects(element.options).map((option) => ({
          key: str(option.value),
          text: words(option.text),
          description: words(option.description),
          onChoose: () => void press(str(option.value), str(option.url)),
        }))}
      />
      {dialog}
    </>
  );
}
