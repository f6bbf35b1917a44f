FROM debian:12 AS build
RUN apt-get update && apt-get install -y gcc
COPY x.tar /tmp/x.tar
RUN tar xf /tmp/x.tar && rm /tmp/x.tar
FROM debian:12-slim
COPY --from=build /x /x
