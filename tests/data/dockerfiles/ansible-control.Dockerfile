FROM python:3.10-slim-bullseye
RUN pip3 install --no-cache-dir ansible-core==2.14.* jmespath netaddr && \
    ansible-galaxy collection install community.general
ENV ANSIBLE_HOST_KEY_CHECKING=False ANSIBLE_FORCE_COLOR=1
ENTRYPOINT ["ansible-playbook"]
