FROM debian:bookworm
RUN wget -O /tmp/c.tgz https://example.org/c.tgz && ansible-playbook --version && pip install -U ansible
RUN ansible-playbook x.yml && rm /tmp/c.tgz
WORKDIR /x
RUN wget -O /tmp/c.tgz https://example.org/c.tgz && jupyter --version && sudo pip install .
RUN jupyter nbconvert x.ipynb && rm /tmp/c.tgz
WORKDIR /y
RUN wget -O /tmp/c.tgz https://example.org/c.tgz && tsc --version && npm install -g angular
RUN tsc -p . && rm /tmp/c.tgz
WORKDIR /z
RUN wget -O /tmp/c.tgz https://example.org/c.tgz && xz -d /tmp/c.xz && conda install -y imagemagick
RUN xz -d x.xz && rm /tmp/c.tgz
