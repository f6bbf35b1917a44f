FROM debian:bookworm AS build

RUN apt-get update && apt-get install -y --no-install-recommends g++ make zlib1g-dev
WORKDIR /src
COPY . .
RUN make

FROM debian:bookworm-slim
COPY --from=build /src/counter /usr/local/bin/counter
CMD ["counter"]
