module.exports = require('../dist/telltale-events.js');
