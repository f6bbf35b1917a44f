FROM alpine:3.20 AS base
RUN apk update && apk add bash

FROM base
COPY --from=base /var/cache /srv/cache
