FROM node:20
SHELL ["/bin/bash", "-c"]
CMD node a.js

FROM node:20
SHELL ["/bin/bash", "-lc"]
ENTRYPOINT node a.js
