FROM fedora:41
USER app
RUN sudo dnf install -y --setopt=install_weak_deps=False a && env LANG=C dnf install --setopt=install_weak_deps=False b
