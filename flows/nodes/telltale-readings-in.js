module.exports = require('../dist/telltale-readings-in.js');
