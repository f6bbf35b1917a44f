FROM python:3.12-slim
RUN python -m pip --version            \
 && pip install flask                  \
 && sh -c "echo a                      \
 b" && pip install requests            \
 && python --version
