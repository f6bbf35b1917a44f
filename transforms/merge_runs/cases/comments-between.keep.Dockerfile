FROM debian:bookworm-slim
RUN curl -fsSLo /tmp/tool.tgz https://example.org/tool.tgz

# About the tool.

# It is big.
RUN rm /tmp/tool.tgz
USER root
RUN curl -fsSLo /tmp/tool.tgz https://example.org/tool.tgz
# The archive is not needed any more, as
# what was in it has been unpacked by
# the program that is described above,
# so it goes away.
RUN rm /tmp/tool.tgz
USER root
RUN curl -fsSLo /tmp/tool.tgz https://example.org/tool.tgz
#RUN tar -xzf /tmp/tool.tgz
RUN rm /tmp/tool.tgz
USER root
RUN curl -fsSLo /tmp/tool.tgz https://example.org/tool.tgz
#   && tar -xzf /tmp/tool.tgz \
RUN rm /tmp/tool.tgz
