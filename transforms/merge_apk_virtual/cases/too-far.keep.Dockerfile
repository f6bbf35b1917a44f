FROM alpine:3.20
RUN apk add --no-cache make
RUN touch /srv/1
RUN touch /srv/2
RUN touch /srv/3
RUN touch /srv/4
RUN touch /srv/5
RUN touch /srv/6
RUN touch /srv/7
RUN touch /srv/8
RUN touch /srv/9
RUN touch /srv/10
RUN touch /srv/11
RUN touch /srv/12
RUN touch /srv/13
RUN touch /srv/14
RUN touch /srv/15
RUN touch /srv/16
RUN touch /srv/17
RUN touch /srv/18
RUN touch /srv/19
RUN touch /srv/20
RUN touch /srv/21
RUN touch /srv/22
RUN touch /srv/23
RUN touch /srv/24
RUN touch /srv/25
RUN touch /srv/26
RUN apk del make
