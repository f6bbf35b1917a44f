FROM node:20 AS base
ENTRYPOINT ["/sbin/tini", "-g", "--"]

FROM base
CMD ["node", "server.js"]

FROM python:3.12
ENTRYPOINT []
CMD ["python3.12", "-m", "http.server"]
