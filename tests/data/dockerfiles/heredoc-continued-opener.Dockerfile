FROM debian:12
RUN --mount=type=secret,id=token \
    # read it from the file
    bash -e <<'SCRIPT' \
    && echo done
token=$(cat /run/secrets/token)
curl -H "Authorization: Bearer $token" https://api.example.org/v1/me
SCRIPT
ENV DONE=1
