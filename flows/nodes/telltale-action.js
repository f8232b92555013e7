module.exports = require('../dist/telltale-action.js');
