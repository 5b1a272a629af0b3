import type { ComponentType } from 'preact';
import { Button, FeedbackButtons, IconButton } from './button.tsx';
import { Checkboxes } from './checkboxes.tsx';
import { DatePicker, DateTimePicker, TimePicker } from './date-pickers.tsx';
import { ImageElement } from './image.tsx';
import { Overflow } from './overflow.tsx';
import { RadioButtons } from './radio-buttons.tsx';
import { str } from './read.ts';
import { ConversationMenu, ExternalMenu, StaticMenu, UserMenu } from './select-menus.tsx';
import type { ElementProps } from './surface.ts';
import { TextInput } from './text-input.tsx';
import { Unknown } from './unknown.tsx';

const KINDS: Readonly<Record<string, ComponentType<ElementProps>>> = {
  button: Button,
  icon_button: IconButton,
  feedback_buttons: FeedbackButtons,
  overflow: Overflow,
  image: ImageElement,
  plain_text_input: TextInput,
  number_input: TextInput,
  email_text_input: TextInput,
  url_text_input: TextInput,
  static_select: StaticMenu,
  multi_static_select: StaticMenu,
  external_select: ExternalMenu,
  multi_external_select: ExternalMenu,
  users_select: UserMenu,
  multi_users_select: UserMenu,
  conversations_select: ConversationMenu,
  multi_conversations_select: ConversationMenu,
  channels_select: ConversationMenu,
  multi_channels_select: ConversationMenu,
  checkboxes: Checkboxes,
  radio_buttons: RadioButtons,
  datepicker: DatePicker,
  timepicker: TimePicker,
  datetimepicker: DateTimePicker,
};

/** What a person could do here at Slack, and cannot in the sandbox. */
const BEYOND: Readonly<Record<string, string>> = {
  rich_text_input: 'The sandbox cannot take formatted text: rich_text_input works at Slack only.',
  file_input: 'The sandbox keeps no files: file_input works at Slack only.',
  workflow_button: 'The sandbox runs no workflows: workflow_button works at Slack only.',
};

export function Element(props: ElementProps) {
  const type = str(props.element.type);
  const Kind = KINDS[type];
  if (Kind) return <Kind {...props} />;
  const why = BEYOND[type];
  return <Unknown what="element" json={props.element} {...(why ? { why } : {})} />;
}
