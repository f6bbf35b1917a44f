FROM golang:1.24 AS Build-Go
FROM build-go AS test
FROM alpine:3.20
COPY --from=build-go /a /b
COPY --from=BUILD-GO /a /b
COPY --from=1 /a /b
RUN --mount=type=bind,from=test,target=/x true
