FROM gcc:13 AS build
RUN apt-get update && apt-get install -y cmake ninja-build
COPY . /usr/src/engine
WORKDIR /usr/src/engine/build
RUN cmake -GNinja -DCMAKE_BUILD_TYPE=Release .. && ninja && ninja test
FROM debian:12-slim
COPY --from=build /usr/src/engine/build/engine /usr/local/bin/
CMD engine
