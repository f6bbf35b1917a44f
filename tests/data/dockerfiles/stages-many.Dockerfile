FROM alpine AS a
RUN echo a > /f
FROM a AS b
RUN echo b >> /f
FROM b AS c
COPY --from=a /f /fa
COPY --from=0 /f /f0
FROM scratch AS export
COPY --from=c / /
FROM export
