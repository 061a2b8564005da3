import { startOutside } from '../outside/index.mjs';

/** The world outside the suite, pretended on this machine, with its ports, secrets and messages kept in the state folder. */
export async function startOutsideWorld({ state, portOf, serviceUrls, gatewayUrl }) {
  const world = await startOutside({
    dir: state.folder('outside'),
    portOf: (name, wanted) => portOf(`outside-${name}`, wanted),
    secret: (name) => state.secret(`outside ${name}`),
    serviceUrls,
    gatewayUrl,
  });
  return { ...world, stop: () => world.stop(), settingsOf: (service) => world.settings[service] ?? {} };
}
