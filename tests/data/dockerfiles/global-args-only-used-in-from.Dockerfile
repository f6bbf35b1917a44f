ARG A=1
ARG B=2 C
# comment between
ARG D="x y"
FROM alpine:${A}
ARG A
RUN echo $A
