FROM debian
RUN curl -o /t.tgz u
RUN tar xf /t.tgz
RUN rm /t.tgz
