FROM example/base
RUN sudo curl -o /tmp/a.tgz https://example.org/a.tgz && sudo tar xzf /tmp/a.tgz -C /opt
