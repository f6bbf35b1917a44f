module.exports = require("./tools/hooks");
