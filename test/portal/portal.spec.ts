import { jest } from '@jest/globals';
import { desksPart } from './desks-part.js';
import { livesPart } from './lives-part.js';
import { publicPart } from './public-part.js';
import { statesPart } from './states-part.js';
import { PATIENCE_MS, Theatre } from './theatre.js';
import { unitPart } from './unit-part.js';

jest.setTimeout(PATIENCE_MS);

/** The portal as people meet it: a real Chromium in front of the whole suite. The later parts look at what the lives left. */
describe('the portal in a browser', () => {
  const theatre = new Theatre();
  beforeAll(() => theatre.open());
  afterAll(() => theatre.close());

  livesPart(theatre);
  unitPart(theatre);
  publicPart(theatre);
  statesPart(theatre);
  desksPart(theatre);
});
