import { describe, expect, test } from 'vitest';
import {
  problemsOfMessageBlocks,
  problemsOfSuggestions,
  problemsOfView,
} from '../../../sandbox/slack/block-kit/validate.ts';
import { button, connectors, modal, option, plain, where } from './some-blocks.ts';

const many = <T>(count: number, of: (index: number) => T) => Array.from({ length: count }, (_, index) => of(index));
const x = (length: number) => 'x'.repeat(length);
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const section = (more: object) => ({ type: 'section', text: mrkdwn('hi'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain('L'), element, ...more });
const rich = (text: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});
const cell = (text: string) => ({ type: 'raw_text', text });
const table = (rows: object[][], more: object = {}) => ({ type: 'data_table', caption: 'C', rows, ...more });
const rows = (count: number, columns = 2) => many(count, () => many(columns, () => cell('c')));
const menu = (more: object) => ({ type: 'static_select', action_id: 'm', ...more });
const radio = (more: object) => ({ type: 'radio_buttons', action_id: 'r', ...more });
const chart = (more: object) => ({
  type: 'data_visualization',
  title: 'T',
  chart: { type: 'pie', segments: [{ label: 'a', value: 1 }], ...more },
});
const line = (series: object[], more: object = {}) => ({
  type: 'data_visualization',
  title: 'T',
  chart: { type: 'line', series, axis_config: { categories: ['mon', 'tue'], ...more } },
});
const serie = (name: string, labels = ['mon', 'tue']) => ({ name, data: labels.map((label) => ({ label, value: 1 })) });
const task = (more: object = {}) => ({
  type: 'task_card',
  task_id: 't',
  title: 'Sync',
  status: 'in_progress',
  ...more,
});

describe('a message is refused for', () => {
  test.each<[string, unknown[], string]>([
    ['a block type that is unknown', [{ type: 'sparkles' }], 'unsupported type: sparkles'],
    ['a property that is unknown', [{ type: 'divider', colour: 'red' }], 'invalid additional property: colour'],
    ['more than 50 blocks', many(51, () => ({ type: 'divider' })), 'no more than 50 items allowed'],
    ['a section without text', [{ type: 'section' }], 'missing required field: text'],
    ['an empty text', [section({ text: mrkdwn('') })], 'must be more than 0 characters'],
    ['3001 characters in a section', [section({ text: mrkdwn(x(3001)) })], 'must be less than 3001 characters'],
    ['11 fields', [section({ fields: many(11, () => mrkdwn('f')) })], 'no more than 10 items'],
    ['a field of 2001', [section({ fields: [mrkdwn(x(2001))] })], 'must be less than 2001'],
    ['a header of 151', [{ type: 'header', text: plain(x(151)) }], 'must be less than 151'],
    ['mrkdwn in a header', [{ type: 'header', text: mrkdwn('h') }], 'must be one of: plain_text'],
    ['11 context elements', [{ type: 'context', elements: many(11, () => mrkdwn('c')) }], 'no more than 10 items'],
    ['26 actions', [actions(...many(26, (i) => button(`a${i}`, 'v')))], 'no more than 25 items'],
    ['a text input among actions', [actions({ type: 'plain_text_input' })], 'unsupported type: plain_text_input'],
    ['a button text of 76', [actions(button('a', 'v', { text: plain(x(76)) }))], 'must be less than 76'],
    ['a button value of 2001', [actions({ ...button('a', 'v'), value: x(2001) })], 'must be less than 2001'],
    ['a button url of 3001', [actions(button('a', 'v', { url: x(3001) }))], 'must be less than 3001'],
    ['a style that is unknown', [actions(button('a', 'v', { style: 'blue' }))], 'must be one of: primary, danger'],
    [
      'a confirm title of 101',
      [actions(button('a', 'v', { confirm: { title: plain(x(101)), text: mrkdwn('s') } }))],
      'less than 101',
    ],
    ['a confirm text of 301', [actions(button('a', 'v', { confirm: { text: mrkdwn(x(301)) } }))], 'less than 301'],
    [
      'a confirm button of 31',
      [actions(button('a', 'v', { confirm: { text: mrkdwn('s'), deny: plain(x(31)) } }))],
      'less than 31',
    ],
    ['a block_id of 256', [{ type: 'divider', block_id: x(256) }], 'must be less than 256'],
    ['an action_id of 256', [actions(button(x(256), 'v'))], 'must be less than 256'],
    ['two blocks of one block_id', many(2, () => ({ type: 'divider', block_id: 'b' })), 'block_id already exists: b'],
    ['two elements of one action_id', [actions(button('a', 'v'), button('a', 'w'))], 'action_id already exists: a'],
    ['6 overflow options', [actions({ type: 'overflow', options: many(6, (i) => option(`${i}`)) })], 'no more than 5'],
    ['101 options', [actions(menu({ options: many(101, (i) => option(`${i}`)) }))], 'no more than 100'],
    [
      '101 groups',
      [actions(menu({ option_groups: many(101, () => ({ label: plain('g'), options: [option('a')] })) }))],
      'no more than 100',
    ],
    [
      'options and groups at once',
      [actions(menu({ options: [], option_groups: [] }))],
      'either options or option_groups',
    ],
    ['an option text of 76', [actions(menu({ options: [option('v', x(76))] }))], 'must be less than 76'],
    ['an option value of 76', [actions(menu({ options: [option(x(76), 't')] }))], 'must be less than 76'],
    [
      'an option description of 76',
      [actions(menu({ options: [{ ...option('v'), description: plain(x(76)) }] }))],
      'less than 76',
    ],
    [
      'mrkdwn in a menu option',
      [actions(menu({ options: [{ text: mrkdwn('t'), value: 'v' }] }))],
      'must be one of: plain_text',
    ],
    [
      'an initial option not offered',
      [actions(menu({ options: [option('a')], initial_option: option('b') }))],
      'must match one of the options',
    ],
    ['11 radio buttons', [actions(radio({ options: many(11, (i) => option(`${i}`)) }))], 'no more than 10'],
    ['a placeholder of 151', [actions({ type: 'users_select', placeholder: plain(x(151)) })], 'less than 151'],
    ['an empty conversation filter', [actions({ type: 'conversations_select', filter: {} })], 'at least one filter'],
    ['max_selected_items 0', [actions({ type: 'multi_users_select', max_selected_items: 0 })], 'must be between 1'],
    [
      'more chosen than may be',
      [actions({ type: 'multi_users_select', max_selected_items: 1, initial_users: ['U1', 'U2'] })],
      'no more than 1 items',
    ],
    ['a bad date', [actions({ type: 'datepicker', initial_date: 'tomorrow' })], 'required pattern'],
    ['12 001 characters of markdown', [{ type: 'markdown', text: x(12_001) }], 'less than 12001'],
    ['12 001 in two markdown blocks', many(2, () => ({ type: 'markdown', text: x(6001) })), 'characters of markdown'],
    ['an image without a source', [{ type: 'image', alt_text: 'a' }], 'either image_url or slack_file'],
    ['an alert, which is for modals', [{ type: 'alert', text: plain('a') }], 'unsupported type: alert'],
    [
      'rich text of an unknown part',
      [{ type: 'rich_text', elements: [{ type: 'rich_text_song' }] }],
      'unsupported type',
    ],
    ['a data table with a header only', [table(rows(1))], 'no fewer than 2'],
    ['a data table of 102 rows', [table(rows(102))], 'no more than 101'],
    ['a data table of 21 columns', [table(rows(2, 21))], 'no more than 20'],
    ['rows of different lengths', [table([...rows(1, 2), ...rows(1, 3)])], 'the same number of cells'],
    ['rich text in the header row', [table([[rich('h')], [cell('c')]])], 'rich_text is not allowed in the header'],
    [
      'a data table of more than 10 000 characters',
      [table([[cell('h')], [cell(x(10_000))]])],
      'less than 10001 characters',
    ],
    [
      '6 icon buttons',
      [
        {
          type: 'context_actions',
          elements: many(6, () => ({ type: 'icon_button', icon: 'trash', text: plain('t') })),
        },
      ],
      'no more than 5',
    ],
    ['a table of 101 rows', [{ type: 'table', rows: rows(101) }], 'no more than 100'],
    [
      'default_collapsed without is_collapsible',
      [{ type: 'container', title: plain('t'), child_blocks: [{ type: 'divider' }], default_collapsed: true }],
      'requires is_collapsible',
    ],
    ['a data table without a caption', [{ type: 'data_table', rows: rows(2) }], 'missing required field: caption'],
    ['a page of 101', [table(rows(2), { page_size: 101 })], 'must be between 1 and 100'],
    [
      'a row header column that is not there',
      [table(rows(2), { row_header_column_index: 2 })],
      'the index of a column',
    ],
    ['an empty cell', [table([[cell('h')], [cell('')]])], 'more than 0 characters'],
    ['a task in an unknown state', [task({ status: 'paused' })], 'must be one of: pending'],
    ['plain details of a task', [task({ details: 'text' })], 'must provide an object'],
    [
      'a plan of other things than tasks',
      [{ type: 'plan', title: 'P', tasks: [{ type: 'divider' }] }],
      'must be one of: task_card',
    ],
    ['an empty card', [{ type: 'card' }], 'must define hero_image, title, actions or body'],
    ['a card body of 201', [{ type: 'card', body: mrkdwn(x(201)) }], 'less than 201'],
    [
      'a carousel of 11',
      [{ type: 'carousel', elements: many(11, () => ({ type: 'card', title: mrkdwn('c') })) }],
      'no more than 10',
    ],
    [
      'a container without a title',
      [{ type: 'container', child_blocks: [{ type: 'divider' }] }],
      'missing required field: title',
    ],
    [
      'a container in a container',
      [{ type: 'container', title: plain('t'), child_blocks: [{ type: 'container' }] }],
      'unsupported type',
    ],
    ['a chart title of 51', [{ ...chart({}), title: x(51) }], 'less than 51'],
    ['7 segments', [chart({ segments: many(7, (i) => ({ label: `${i}`, value: 1 })) })], 'no more than 6'],
    ['7 series', [line(many(7, (i) => serie(`${i}`)))], 'no more than 6'],
    ['two series of one name', [line([serie('a'), serie('a')])], 'series names must be unique'],
    ['labels that are not the categories', [line([serie('a', ['mon', 'wed'])])], 'exactly the categories'],
    ['a category of 21', [line([serie('a')], { categories: [x(21), 'tue'] })], 'less than 21'],
    ['three charts', many(3, () => chart({})), 'no more than 2 data_visualization'],
  ])('%s', (_, blocks, problem) => {
    expect(problemsOfMessageBlocks(blocks).join('\n')).toContain(problem);
  });
});

describe('a view is refused for', () => {
  const home = (blocks: unknown[]) => ({ type: 'home', blocks });
  test.each<[string, unknown, string]>([
    ['a title of 25', { ...modal(), title: plain(x(25)) }, 'less than 25 characters [json-pointer:/view/title/text]'],
    ['a submit of 25', { ...modal(), submit: plain(x(25)) }, 'less than 25'],
    ['a close of 25', { ...modal(), close: plain(x(25)) }, 'less than 25'],
    ['no title', { type: 'modal', blocks: [] }, 'missing required field: title'],
    [
      'inputs without a submit',
      { type: 'modal', title: plain('t'), blocks: [connectors] },
      'missing required field: submit',
    ],
    ['101 blocks', { ...modal(), blocks: many(101, () => ({ type: 'divider' })) }, 'no more than 100 items allowed'],
    ['private_metadata of 3001', { ...modal(), private_metadata: x(3001) }, 'less than 3001'],
    ['a callback_id of 256', { ...modal(), callback_id: x(256) }, 'less than 256'],
    ['an external_id of 256', { ...modal(), external_id: x(256) }, 'less than 256'],
    ['a property that is unknown', { ...modal(), colour: 'red' }, 'invalid additional property: colour'],
    ['a label of 2001', { ...modal(), blocks: [{ ...connectors, label: plain(x(2001)) }] }, 'less than 2001'],
    ['a hint of 2001', { ...modal(), blocks: [{ ...connectors, hint: plain(x(2001)) }] }, 'less than 2001'],
    [
      'an initial value of 3001',
      { ...modal(), blocks: [input({ type: 'plain_text_input', initial_value: x(3001) })] },
      'less than 3001',
    ],
    [
      'max_length 3001',
      { ...modal(), blocks: [input({ type: 'plain_text_input', max_length: 3001 })] },
      'between 1 and 3000',
    ],
    ['a button in an input', { ...modal(), blocks: [input(button('a', 'v'))] }, 'unsupported type: button'],
    [
      'two elements in focus',
      { ...modal(), blocks: many(2, () => input({ type: 'plain_text_input', focus_on_load: true })) },
      'no more than 1',
    ],
    ['a data table in a modal', { ...modal(), blocks: [table(rows(2))] }, 'unsupported type: data_table'],
    ['a task card in a modal', { ...modal(), blocks: [task()] }, 'unsupported type: task_card'],
    [
      'an alert of an unknown level',
      { ...modal(), blocks: [{ type: 'alert', text: plain('a'), level: 'loud' }] },
      'must be one of: default',
    ],
    ['an alert at home', home([{ type: 'alert', text: plain('a') }]), 'unsupported type: alert'],
    ['a title at home', { ...home([]), title: plain('t') }, 'invalid additional property: title'],
    ['another kind of view', { type: 'popup', blocks: [] }, 'unsupported type: popup'],
  ])('%s', (_, view, problem) => {
    expect(problemsOfView(view).join('\n')).toContain(problem);
  });
});

test('what is within the limits is accepted', () => {
  const accessory = menu({ options: many(100, (i) => option(x(74) + (i % 10), x(75))) });
  const message = [
    section({ text: mrkdwn(x(3000)), accessory: { ...accessory, options: [option(x(75), x(75))] } }),
    { type: 'header', text: plain(x(150)) },
    { type: 'context', elements: many(10, () => mrkdwn('c')) },
    table(rows(101, 20).map((row) => row.map(() => ({ type: 'raw_number', value: 1 })))),
    task({ details: rich('why'), output: rich('done') }),
    { type: 'plan', title: 'P', tasks: [task({ task_id: 'u' })] },
    line([serie('a'), serie('b')], { x_label: 'day', y_label: 'minutes' }),
    chart({}),
    { type: 'card', title: mrkdwn(x(150)), subtitle: mrkdwn('s'), body: mrkdwn(x(200)), actions: [button('a', 'v')] },
    { type: 'container', title: plain('t'), child_blocks: [{ type: 'divider' }], is_collapsible: true },
  ];
  expect(problemsOfMessageBlocks(message)).toEqual([]);
  expect(problemsOfView(modal([connectors, where, { type: 'alert', text: plain('a'), level: 'warning' }]))).toEqual([]);
});

test('suggestions: options or groups, 100 of them, each as long as an option may be', () => {
  expect(problemsOfSuggestions({ options: [] })).toEqual([]);
  expect(problemsOfSuggestions(undefined)).toHaveLength(1);
  expect(problemsOfSuggestions({ options: many(101, (i) => option(`${i}`)) })[0]).toContain('no more than 100');
  expect(problemsOfSuggestions({ options: [option(x(76), 'a')] })[0]).toContain('less than 76');
  expect(problemsOfSuggestions({ options: [], option_groups: [] })[0]).toContain('either');
});

test('100 options are checked in less than a millisecond', () => {
  const answer = { options: many(100, (i) => option(`app/${i}`, x(75))) };
  const times = many(100, () => {
    const began = performance.now();
    problemsOfSuggestions(answer);
    return performance.now() - began;
  });
  expect(Math.min(...times)).toBeLessThan(1);
});
