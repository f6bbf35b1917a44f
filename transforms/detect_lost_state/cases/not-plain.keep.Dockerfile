FROM debian:12
RUN test -d /x || cd /y
RUN (cd /x)
RUN if true; then cd /x; fi
RUN export -p
RUN $GO /x
