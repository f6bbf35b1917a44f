FROM debian:bookworm-slim
RUN yum update -y && { yum install -y make; yum clean all; }
RUN make -C /srv
