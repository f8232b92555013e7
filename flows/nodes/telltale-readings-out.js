module.exports = require('../dist/telltale-readings-out.js');
