FROM debian
RUN curl -o /t.tgz u && tar xf /t.tgz && rm /t.tgz
