/** Names in several scripts, and some that are hard on tables, exports and markup. */

export const CLIENT_NAMES = [
  'Fabrikam Ltd', 'Northwind Traders', 'Adventure Works', 'Wide World Importers', 'Tailspin Toys',
  'Woodgrove Bank', 'Litware Health', 'Proseware Studios', 'Alpine Ski House', 'Blue Yonder Airlines',
  'Coho Winery', 'Fourth Coffee', 'Graphic Design Institute', 'Humongous Insurance', 'Lamna Healthcare',
  'Margie’s Travel', 'Relecloud', 'School of Fine Art', 'Southridge Video', 'Trey Research',
  'Bäckerei Müller & Söhne GmbH', 'Crème Brûlée Pâtisserie', 'Łódzka Spółdzielnia Mleczarska', 'Þórr Fiskvinnsla',
  '東京電子株式会社', '北京云海科技有限公司', '서울물산 주식회사', 'شركة النور للتجارة', 'חברת השלום בע״מ',
  'ООО «Северный Ветер»', 'Ελληνική Ναυτιλία Α.Ε.', 'भारत सॉफ़्टवेयर प्राइवेट लिमिटेड', 'บริษัท สยามเทค จำกัด',
  'Rocket 🚀 Logistics', '<b>Bold & Sons</b>', '=SUM(1;1) Accounting', '"Quoted", Partners', '@Home Care',
  'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Community Council and Regional Development Trust',
  'O’Brien & O’Neill Solicitors',
] as const

export const FIRST_NAMES = [
  'Anna', 'Bruno', 'Chloé', 'Dmitri', 'Eva', 'Farid', 'Greta', 'Hiroshi', 'Ines', 'Jürgen', 'Katarzyna', 'Liam', 'Mónica',
  'Noah', 'Ólafur', 'Priya', 'Quentin', 'Rosa', 'Sofía', 'Tomáš', 'Uma', 'Victor', 'Wei', 'Ximena', 'Yusuf', 'Zoë',
  '太郎', '美咲', 'محمد', 'דנה', 'Ольга', 'अर्जुन',
] as const

export const LAST_NAMES = [
  'Andersson', 'Bauer', 'Costa', 'Dubois', 'Eriksen', 'Fischer', 'García', 'Haddad', 'Ivanova', 'Jones', 'Kowalski', 'Lindqvist',
  'Müller', 'Nguyen', 'O’Connor', 'Petrov', 'Quinn', 'Rossi', 'Sato', 'Tanaka', 'Ünal', 'van der Berg', 'Weiß', 'Yılmaz',
  '山田', '鈴木', 'الحسن', 'כהן', 'Смирнова', 'शर्मा',
] as const

export const SITE_NAMES = ['Head office', 'Warehouse', 'North branch', 'Data centre', 'Showroom'] as const

export const TICKET_SUBJECTS = [
  'Mailbox full', 'Printer on floor 3 prints blank pages', 'VPN drops every hour', 'New starter: laptop and accounts',
  'Password reset', 'Cannot open shared calendar', 'Server room temperature alert', 'Backup job failed', 'Licence renewal due',
  'Phishing e-mail reported', 'Slow Wi-Fi in meeting room', 'Teams call has no sound', 'Disk space low on file server',
  'Request: access to finance folder', 'Monitor flickers', 'Certificate expires soon', 'Firewall rule change',
  'Leaver: disable accounts', 'Patch window agreed for Sunday', 'Scanner sends to wrong folder',
  'メールが送信できません', '打印机无法连接', 'الطابعة لا تعمل', 'המסך מהבהב', 'Не работает принтер', '<script>alert(1)</script> in signature',
  '=HYPERLINK("http://example.test") in subject', 'Keyboard layout wrong after update 😀',
] as const
