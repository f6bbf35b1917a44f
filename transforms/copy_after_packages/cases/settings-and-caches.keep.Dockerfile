FROM python:3.12-slim AS build
RUN pip wheel x
FROM python:3.12-slim
COPY --from=build /root/.cache /root/.cache
RUN pip install x
FROM node:22
COPY npmrc /home/node/app/.npmrc
RUN npm install -g x
