FROM erlang:26-alpine
WORKDIR /buildroot
COPY rebar.config .
RUN rebar3 get-deps
COPY src src/
RUN rebar3 as prod release
EXPOSE 8080 8443
CMD ["/buildroot/_build/prod/rel/chat/bin/chat", "foreground"]
