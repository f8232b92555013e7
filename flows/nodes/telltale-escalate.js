module.exports = require('../dist/telltale-escalate.js');
