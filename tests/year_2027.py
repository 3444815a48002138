"""An invented holiday notice for 2027, for tests: the true one is not out."""

# An invented arrangement for 2027 that keeps to the law: 13 statutory days, six of them paid for by weekdays.
YEAR_2027 = """\
year: 2027
source:
  title: 国务院办公厅关于2027年部分节假日安排的通知
  number: 国办发明电〔2026〕99号
  dated: 2026-11-20
  url: https://www.gov.cn/example
days_off:
  元旦: [2027-01-01..2027-01-03]
  春节: [2027-02-05..2027-02-11]
  清明节: [2027-04-03..2027-04-05]
  劳动节: [2027-05-01..2027-05-05]
  端午节: [2027-06-09]
  中秋节: [2027-09-15]
  国庆节: [2027-10-01..2027-10-07]
days_worked:
  春节: [2027-02-20]
  劳动节: [2027-05-08]
  国庆节: [2027-09-26, 2027-10-09]
"""
