import type { NewChannel, NewPerson } from './workspace-model.ts';

/** One of each kind of person and channel that an app has to tell apart. */
export const theUsualPeople: NewPerson[] = [
  { name: 'ana', realName: 'Ana Pérez', admin: true },
  { name: 'ben', realName: 'Ben Okafor' },
  { name: 'cleo', realName: 'Cleo <Smith> & Co' },
  { name: 'gil', kind: 'guest', realName: 'Gil Guest' },
  { name: 'sam', kind: 'stranger', realName: 'Sam of Another Team' },
  { name: 'robo', kind: 'bot', realName: 'Another Bot' },
  { name: 'dee', kind: 'deactivated', realName: 'Dee Gone' },
];

export const theUsualChannels: NewChannel[] = [
  { name: 'general', withBot: true },
  { name: 'it-help', withBot: false },
  { name: 'security', kind: 'private', members: ['ana', 'ben'], withBot: true },
  { name: 'board', kind: 'private', members: ['ana'], withBot: false },
  { name: 'partners', members: ['ana', 'ben', 'sam'], withBot: true, shared: true },
];
