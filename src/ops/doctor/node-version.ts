import { type Finding, ill, well } from '../../domain/finding.ts';

const WHAT = 'Node.js';

/** As `engines` in package.json says. */
const OLDEST = { major: 20, minor: 19 };

/** @param version such as `20.19.0` */
export function examineNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNewEnough = major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor);
  if (isNewEnough) return well(WHAT, version);
  return ill(WHAT, `${version} is too old`, `install ${OLDEST.major}.${OLDEST.minor} or newer`);
}
