FROM haskell:9.4 as build
RUN mkdir /opt/build
COPY stack.yaml package.yaml /opt/build/
RUN cd /opt/build && stack build --system-ghc --only-dependencies
COPY . /opt/build
RUN cd /opt/build && stack install --system-ghc --local-bin-path /out
FROM debian:buster-slim
COPY --from=build /out/ /usr/bin/
