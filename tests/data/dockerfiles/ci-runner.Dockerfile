FROM ubuntu:22.04
RUN useradd -m runner
RUN apt-get update -y && apt-get install -y --no-install-recommends \
    curl jq build-essential libssl-dev libffi-dev python3 python3-venv python3-dev python3-pip
RUN cd /home/runner && mkdir actions && cd actions \
    && curl -O -L https://example.org/runner.tar.gz \
    && tar xzf ./runner.tar.gz
RUN chown -R runner ~runner && /home/runner/actions/bin/installdependencies.sh
COPY start.sh start.sh
RUN chmod +x start.sh
USER runner
ENTRYPOINT ["./start.sh"]
