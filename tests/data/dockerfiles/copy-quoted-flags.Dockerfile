FROM busybox AS one
ARG WHO=one
FROM busybox
ARG UID=1000 GID=1000
COPY --from="one" --chown="${UID}:${GID}" /a /b
RUN --mount=type=cache,target=/c,uid="${UID}" true
