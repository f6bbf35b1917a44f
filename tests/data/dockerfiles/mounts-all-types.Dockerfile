# syntax=docker/dockerfile:1
FROM alpine AS tools
FROM alpine
RUN --mount=type=bind,from=tools,source=/bin,target=/t,ro \
    --mount=type=tmpfs,target=/scratch,size=64m \
    --mount=type=secret,id=npmrc,target=/root/.npmrc,required,mode=0400,uid=0,gid=0 \
    --mount=type=ssh,id=default \
    --mount=type=cache,id=x,target=/c,sharing=private,from=tools,source=/etc \
    ls /t
RUN --network=none --security=sandbox true
RUN --mount=type=secret,id=key,env=KEY printenv KEY
