const { readFileSync } = require('node:fs');

const secretFile = process.env.NODE_RED_CREDENTIAL_SECRET_FILE ?? '/run/secrets/node_red_credential_secret';

module.exports = {
  uiHost: '127.0.0.1',
  uiPort: 1880,
  flowFile: 'flows.json',
  credentialSecret: readFileSync(secretFile, 'utf8').trim(),
  telemetry: { enabled: false },
  // Flows use what the image brings; nothing is fetched while it runs.
  externalModules: {
    autoInstall: false,
    palette: { allowInstall: false, allowUpload: false },
    modules: { allowInstall: false },
  },
};
