module.exports = require('../dist/telltale-server.js');
