FROM debian:12
ARG A
RUN [ "$A" != a,b ]
