FROM hexpm/elixir:1.16.2-erlang-26.2.4-alpine-3.19.1 AS build
RUN mix local.hex --force && mix local.rebar --force
ENV MIX_ENV=prod
WORKDIR /app
COPY mix.exs mix.lock ./
RUN mix do deps.get, deps.compile
COPY lib lib
RUN mix release
FROM alpine:3.19.1
RUN apk add --no-cache libstdc++ openssl ncurses-libs
COPY --from=build --chown=nobody:root /app/_build/prod/rel/app ./
USER nobody
CMD ["bin/app", "start"]
