module.exports = require('../dist/telltale-signal.js');
