module.exports = require('../dist/telltale-detect.js');
