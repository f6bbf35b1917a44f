FROM centos:7 AS base
RUN yum install -y a
FROM base
COPY --from=base /var /srv
RUN echo done
